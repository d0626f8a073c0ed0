"""One module for each command: EXAMPLE, arguments(parser), run(args, session) -> exit code."""
