"""What can be printed for a person, and the papers that leave no version behind."""
