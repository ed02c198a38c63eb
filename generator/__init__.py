"""Bilingual (English/Vietnamese) news briefings: clean, group, summarise, translate, publish."""

import os

# Work is spread over processes. Threads of NumPy's linear algebra would only get in their way, and
# add in another order.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
