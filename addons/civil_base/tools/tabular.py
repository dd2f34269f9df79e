"""Tables in the workbooks that towns send in."""
