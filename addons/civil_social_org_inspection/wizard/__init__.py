from . import civil_social_extend
