from odoo import fields, models


class CivilInstitutionProjects(models.AbstractModel):
    """Projects that an institution is concerned by (专项工作)."""

    _name = "civil.institution.projects"
    _description = "Projects of an Institution"

    project_count = fields.Integer(string="Projects", compute="_compute_project_count")

    def _compute_project_count(self):
        # Whoever sees the institution may know how many there are.
        rows = (
            self.env["civil.project"]
            .sudo()
            ._read_group(
                [("organization_ids", "in", self.organization_id.ids)],
                ["organization_ids"],
                ["__count"],
            )
        )
        counts = {organization.id: count for organization, count in rows}
        for home in self:
            home.project_count = counts.get(home.organization_id.id, 0)

    def action_open_projects(self):
        """Show the projects of the institution with their stages; new ones name it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_project.civil_project_action"
        )
        return {
            **action,
            "domain": [("organization_ids", "in", self.organization_id.ids)],
            "context": {
                "default_organization_ids": self.organization_id.ids,
                "default_division_id": self.division_id.id,
            },
        }
