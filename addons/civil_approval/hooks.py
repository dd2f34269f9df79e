#: What of base_tier_validation is put out of use as long as this addon is here.
SHUT = (
    "access_tier_review",
    "access_tier_review_group_public",
    "access_tier_review_group_portal",
    "access_tier_definition_all",
    "access_tier_definition_group_public",
    "access_tier_definition_group_portal",
    "access_tier_definition_settings",
    "access_comment_wizard",
    "access_tier_validation_exceptions_all",
    "access_tier_validation_exceptions_settings",
    "menu_tier_confirmation",
)


def uninstall_hook(env):
    """Open base_tier_validation again as it came."""
    for name in SHUT:
        record = env.ref(f"base_tier_validation.{name}", raise_if_not_found=False)
        if record:
            record.active = True
