from odoo import api, models


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    @api.model
    def _load_module_terms(self, modules, langs, overwrite=False):
        """Let this addon's words win over wrong ones of the reconciliation addons.

        Terms that are there already are kept elsewhere.
        """
        result = super()._load_module_terms(modules, langs, overwrite=overwrite)
        if "account_parallel_bank" in modules:
            super()._load_module_terms(["account_parallel_bank"], langs, overwrite=True)
        return result
