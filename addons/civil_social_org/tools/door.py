"""The ways in to what is locked on the register; only code opens them."""

from odoo.addons.civil_base.tools.door import Door

#: Registration items change with a case of change registration only: see ``_change``
#: of the register.
CHANGE = Door("civil_social_org_change")
#: What was put down wrong is corrected, with a reason, by whoever may.
CORRECT = Door("civil_social_org_correct")
#: What a file or an earlier register says is put on record as it is found, even
#: where a new entry of the kind would be refused.
RECORDED = Door("civil_social_org_recorded")


def is_open(records):
    """Tell whether registration items of ``records`` may be written."""
    return CHANGE.is_open(records) or CORRECT.is_open(records)
