"""What saved queries promise of themselves, and what check queries find."""
