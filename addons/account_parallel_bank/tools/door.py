"""What only the addon's own code can open."""

from odoo.addons.account_parallel_entry.tools.door import Door

#: For the marks that matching leaves on bank lines, and for reconciliation statements.
BANK = Door("bank")
