# from . import test_access
# from . import test_annual
# from . import test_certificate
# from . import test_closed_ways
from . import test_life

# from . import test_measures
# from . import test_register
# from . import test_screens
# from . import test_terms
# from . import test_verify
from . import test_words
