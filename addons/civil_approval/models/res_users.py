from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _stands_in_for(self):
        """The people in whose place the single user decides today."""
        pairs = self.env["civil.delegation"]._pairs_today()
        return self.browse(absent for absent, delegate in pairs if delegate == self.id)

    def _represented_by(self):
        """``(absent, delegate)`` of those among ``self`` who are on leave today."""
        pairs = self.env["civil.delegation"]._pairs_today()
        return [
            (self.browse(absent), self.browse(delegate))
            for absent, delegate in pairs
            if absent in self._ids
        ]
