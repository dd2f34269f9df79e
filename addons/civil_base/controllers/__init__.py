from . import gif
from . import google_translate
from . import html_editor
