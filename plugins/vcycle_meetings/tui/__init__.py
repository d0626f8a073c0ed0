"""The screens of the meetings; imported when somebody opens one."""
