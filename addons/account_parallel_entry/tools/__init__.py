from . import amounts
from . import door
from . import requests
