from odoo import api, models


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    @api.model
    def _load_module_terms(self, modules, langs, overwrite=False):
        """Let the bureau's words win where this addon calls a field otherwise.

        base_tier_validation has given the same field its own Chinese before, and
        terms that are there already are kept elsewhere.
        """
        result = super()._load_module_terms(modules, langs, overwrite=overwrite)
        if "civil_approval" in modules:
            super()._load_module_terms(["civil_approval"], langs, overwrite=True)
        return result
