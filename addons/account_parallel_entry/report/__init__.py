from . import account_parallel_voucher_report
