from . import price_notice
