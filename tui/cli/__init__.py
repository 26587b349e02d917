"""The command line: one module per command, each a thin door to the rooms below."""

import gc

# Nothing made while starting is garbage, and looking for some is a tenth of the start. `main` turns
# the collector on again for the command that was asked for.
gc.disable()
