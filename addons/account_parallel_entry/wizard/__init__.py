from . import account_parallel_reverse
from . import account_parallel_try
from . import account_parallel_try_amount
from . import account_parallel_close
