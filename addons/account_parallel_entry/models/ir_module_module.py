from odoo import api, models


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    @api.model
    def _load_module_terms(self, modules, langs, overwrite=False):
        """Let this addon's words win over those of Odoo's accounting.

        Terms that are there already are kept elsewhere.
        """
        result = super()._load_module_terms(modules, langs, overwrite=overwrite)
        if "account_parallel_entry" in modules:
            own = ["account_parallel_entry"]
            super()._load_module_terms(own, langs, overwrite=True)
        return result
