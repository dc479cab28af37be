"""The commands of `kitchen-table`, one file a family. Each has `add(commands)`, which declares it."""
