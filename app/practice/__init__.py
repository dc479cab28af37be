"""What is said, planned and decided: plain structs and pure functions, with no files, no database and no clock."""
