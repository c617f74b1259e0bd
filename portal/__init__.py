"""The command line: reads arguments, calls the generator and the runtime, prints. Decides nothing itself."""
