from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import HEAD

#: Kinds of projects that end with something done to the institutions concerned.
DIRECT, REGIONAL = "institution_direct", "institution_regional"


class CivilProject(models.Model):
    """What the end of a project does to welfare institutions (直管移交、转型).

    A township home that was handed over is managed by the district from then on. A
    home whose conversion has ended becomes a regional center once the head says so.
    """

    _inherit = "civil.project"

    institution_converted_on = fields.Date(
        string="Institutions Converted on", readonly=True, copy=False
    )
    may_convert_institutions = fields.Boolean(
        compute="_compute_may_convert_institutions"
    )

    @api.depends("state", "kind_id.code", "institution_converted_on")
    def _compute_may_convert_institutions(self):
        for project in self:
            project.may_convert_institutions = (
                project.state == "completed"
                and project.kind_id.code == REGIONAL
                and not project.institution_converted_on
            )

    def _institutions(self):
        """The welfare institutions among the organizations concerned."""
        # Whoever leads the project need not keep institutions; what it ends reaches
        # them anyway.
        homes = self.env["civil.institution"].sudo()
        return homes.search([("organization_id", "in", self.organization_ids.ids)])

    def _guard_complete(self):
        refusal = super()._guard_complete()
        if refusal or self.kind_id.code not in (DIRECT, REGIONAL):
            return refusal
        return not self._institutions() and self.env._(
            "name the institutions that it is about among the organizations concerned"
        )

    def action_complete(self):
        """Note that the projects are completed; homes handed over are direct now."""
        result = super().action_complete()
        for project in self.filtered(lambda one: one.kind_id.code == DIRECT):
            for home in project._institutions().filtered(lambda one: not one.is_direct):
                home.is_direct = True
                home.message_post(
                    body=self.env._(
                        "Managed by the district directly: %(project)s is completed.",
                        project=project.display_name,
                    )
                )
        return result

    def action_convert_institutions(self):
        """Make the institutions of completed conversions regional centers.

        :raises AccessError: the user isn't the head of the section
        :raises UserError: a project isn't a completed conversion
        """
        self.check_access("write")
        if not self.env.user.has_group(HEAD):
            raise AccessError(self.env._("Only the section head converts homes."))
        if others := self.filtered(lambda one: not one.may_convert_institutions):
            raise UserError(
                self.env._(
                    "%(project)s isn't a completed conversion that is still to be "
                    "carried out.",
                    project=others[0].display_name,
                )
            )
        kind = self.env.ref("civil_institution.kind_regional")
        for project in self:
            for home in project._institutions():
                before, home.kind_id = home.kind_id.name, kind
                home.message_post(
                    body=self.env._(
                        "%(before)s → %(after)s: %(project)s is completed.",
                        before=before,
                        after=kind.name,
                        project=project.display_name,
                    )
                )
        self.institution_converted_on = fields.Date.context_today(self)
        self._sync_todos()

    def _todo_entries(self):
        entries = super()._todo_entries()
        if self.may_convert_institutions:
            name = self.env._(
                "%(project)s: make the homes regional centers", project=self.name
            )
            entries.append(TodoEntry("convert", name, group=self.env.ref(HEAD)))
        return entries
