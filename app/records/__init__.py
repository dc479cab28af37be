"""The record: revisions, heads, drafts and the vault. The same code keeps the laptop's casebook and the council's."""
