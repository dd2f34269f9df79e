from . import test_case_founding
