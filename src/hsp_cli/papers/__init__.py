"""What goes on the page: papers for committees, answers for the terminal and for scripts."""
