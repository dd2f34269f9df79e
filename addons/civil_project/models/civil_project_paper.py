from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilProjectPaper(models.Model):
    """A paper of a project, wanted or there (材料)."""

    _name = "civil.project.paper"
    _description = "Paper of a Project"
    _order = "project_id, stage_id, id"

    project_id = fields.Many2one(
        "civil.project",
        compute="_compute_project_id",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        index=True,
        ondelete="cascade",
    )
    stage_id = fields.Many2one(
        "civil.project.stage",
        index=True,
        ondelete="cascade",
        domain="[('project_id', '=', project_id)]",
    )
    name = fields.Char(required=True)
    is_required = fields.Boolean(string="Required")
    document_no = fields.Char(string="Document No.")
    date = fields.Date(string="Dated")
    attachment_ids = fields.Many2many("ir.attachment", string="Files")
    is_present = fields.Boolean(
        string="There", compute="_compute_is_present", store=True
    )

    @api.depends("stage_id")
    def _compute_project_id(self):
        for paper in self:
            paper.project_id = paper.stage_id.project_id or paper.project_id

    @api.depends("attachment_ids", "document_no")
    def _compute_is_present(self):
        for paper in self:
            paper.is_present = bool(paper.attachment_ids or paper.document_no)

    def write(self, vals):
        """Keep the papers with which a stage was finished."""
        self._refuse_if_finished()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_of_open_stages(self):
        self._refuse_if_finished()

    def _refuse_if_finished(self):
        if self.stage_id.filtered(lambda stage: stage.state in ("done", "skipped")):
            raise UserError(
                self.env._("A finished stage stays as it is; take it up again first.")
            )
