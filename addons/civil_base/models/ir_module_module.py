from odoo import models

from ..tools import glue


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    def button_install(self):
        """Install the suite's glue with its parts, and nothing else unasked.

        Odoo would add whatever declares itself automatic, among it modules
        that talk to services outside.
        """
        names = glue.satisfied_glue(self.env, self.mapped("name"))
        modules = self | self.search([("name", "in", names)])
        with glue.without_automatic():
            return super(IrModuleModule, modules).button_install()
