from .roles import CLERK, COUNTER, DEPUTY, HEAD, KEEPER
