from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilDepartmentAddon(models.Model):
    """A module that serves a department."""

    _name = "civil.department.addon"
    _description = "Module of a Department"
    _order = "department_id, id"
    _rec_name = "module"

    department_id = fields.Many2one(
        "civil.department", required=True, index=True, ondelete="cascade"
    )
    module = fields.Char(string="Technical Name", required=True)
    title = fields.Char(string="Module", compute="_compute_title")
    state = fields.Selection(
        [
            ("installed", "Installed"),
            ("uninstalled", "Not Installed"),
            ("missing", "Not Available"),
        ],
        compute="_compute_title",
        string="Status",
    )

    _department_module_uniq = models.UniqueIndex(
        "(department_id, module)", "The department has this module already."
    )

    @api.depends("module")
    @api.depends_context("lang")
    def _compute_title(self):
        # Modules are for technical administrators; their names are no secret.
        modules = self.env["ir.module.module"].sudo()
        found = modules.search([("name", "in", self.mapped("module"))])
        by_name = {module.name: module for module in found}
        for addon in self:
            module = by_name.get(addon.module, modules)
            addon.title = module.shortdesc or addon.module
            if module.state in ("installed", "to upgrade"):
                addon.state = "installed"
            else:
                known = module.state in ("uninstalled", "to install")
                addon.state = "uninstalled" if known else "missing"

    def _to_install(self):
        """Return those whose module isn't installed."""
        self.invalidate_recordset(["state", "title"])
        return self.filtered(lambda addon: addon.state != "installed")

    def _check_installable(self):
        """Refuse where a module isn't there at all."""
        missing = self.filtered(lambda addon: addon.state == "missing")
        if missing:
            raise UserError(
                self.env._(
                    "These modules are not on this server: %(modules)s. Remove them "
                    "from the department, or have them provided.",
                    modules=", ".join(sorted(set(missing.mapped("module")))),
                )
            )
