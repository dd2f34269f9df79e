from odoo import api, fields, models


class CivilLicense(models.Model):
    """What the screens of licenses show beside, and where their buttons lead."""

    _inherit = "civil.license"

    copy_count = fields.Integer(compute="_compute_counts", string="Number of Papers")
    version_count = fields.Integer(
        compute="_compute_counts", string="Number of Versions"
    )
    paper_step = fields.Selection(
        [("print", "Print"), ("hand_out", "Hand Out"), ("collect", "Collect")],
        string="Next Step with Papers",
        compute="_compute_paper_step",
    )
    verify_url = fields.Char(
        string="Address for Verification", related="version_id.verify_url"
    )

    @api.depends("copy_ids", "version_ids")
    def _compute_counts(self):
        for license_ in self:
            license_.copy_count = len(license_.copy_ids)
            license_.version_count = len(license_.version_ids)

    @api.depends("copy_ids.state")
    def _compute_paper_step(self):
        steps = {"waiting": "print", "printed": "hand_out", "to_collect": "collect"}
        for license_ in self:
            states = license_.copy_ids.mapped("state")
            found = [step for state, step in steps.items() if state in states]
            license_.paper_step = found[0] if found else False

    def action_print_papers(self):
        """Render the papers that wait for it, once and for all."""
        papers = self.copy_ids.filtered(lambda paper: paper.state == "waiting")
        papers.action_print()
        return True

    def action_view_papers(self):
        """Open the papers: the original and its copies, of every version."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Papers"),
            "res_model": "civil.license.copy",
            "views": [(False, "list"), (False, "form")],
            "domain": [("license_id", "=", self.id)],
        }

    def action_view_versions(self):
        """Open what was printed when."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Versions"),
            "res_model": "civil.license.version",
            "views": [(False, "list"), (False, "form")],
            "domain": [("license_id", "=", self.id)],
        }

    def action_open_measure(self, measure="suspend"):
        """Open the window in which a measure against the license is recorded.

        :param str measure: ``suspend``, ``reinstate``, ``revoke``, ``annul`` or
            ``cancel``
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env["civil.license.measure"]._title(measure),
            "res_model": "civil.license.measure",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_license_id": self.id,
                "default_measure": measure,
            },
        }
