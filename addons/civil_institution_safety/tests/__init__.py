from . import test_month
from . import test_month_screen
