"""What people see: results as text of 80 columns, or as wide as the terminal up to a limit."""
