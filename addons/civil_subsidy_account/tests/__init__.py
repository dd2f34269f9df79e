from . import test_books
from . import test_gross
from . import test_payee
from . import test_plan
from . import test_return
from . import test_split
from . import test_success
from . import test_void
