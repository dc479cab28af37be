"""The one-page profile: choosing, ordering and agreeing."""
