"""What differs between two versions of the records, and what it means for a plan: one module for each subject."""
