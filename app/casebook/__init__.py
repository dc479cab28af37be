"""What a worker does, one act a function; the only door that the windows knock on."""
