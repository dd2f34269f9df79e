from . import test_closing_vouchers
