from . import test_course, test_deadline
