"""What is wrong with a formula, a domain or a workbook.

Pure Python. A fault carries a key and parameters, so that whoever knows the reader's
language makes the sentence.
"""


class Fault(Exception):
    """Something is wrong; ``key`` and ``params`` say what."""

    def __init__(self, key, **params):
        super().__init__(key, params)
        self.key = key
        self.params = params
