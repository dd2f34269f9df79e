import dataclasses

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_inspection.models.civil_hazard_step import CivilHazardStep

from ..tools.roles import CLERK, HEAD, ORGANIZATION


def _steps():
    """The steps of a hazard; the institution itself asks for the re-check."""
    for step in CivilHazardStep._transitions:
        if step.target == "rectified":
            yield dataclasses.replace(step, group=(*step.groups, ORGANIZATION))
        else:
            yield step


class CivilHazard(models.Model):
    """A hazard at an institution: it plans, corrects, and asks for the re-check.

    Found → five settled by the institution → assigned by the district → corrected →
    checked again by somebody else → struck off; not gone means back and escalated.

    Source: 《安全生产法》第四十一条; 民办发〔2023〕13号.
    """

    _name = "civil.hazard"
    _inherit = [
        "civil.hazard",
        "civil.institution.object.mixin",
        "civil.institution.photo.mixin",
        "civil.document.mixin",
    ]
    _guarded = (
        *CivilHazardStep._guarded,
        "plan_date",
        "failed_count",
        "extension_asked_date",
        "extension_refused_date",
    )
    _transitions = tuple(_steps())

    plan_date = fields.Datetime(
        string="Plan Handed In On",
        readonly=True,
        copy=False,
        help="When the institution settled the five on its pages.",
    )
    failed_count = fields.Integer(
        string="Re-Checks Not Passed", readonly=True, copy=False, aggregator=None
    )
    extension_asked_date = fields.Datetime(
        string="Asked for More Time On", readonly=True, copy=False
    )
    extension_asked_reason = fields.Text(string="Why More Time", copy=False)
    extension_asked_until = fields.Date(string="Asked for until", copy=False)
    extension_refused_date = fields.Datetime(
        string="More Time Refused On", readonly=True, copy=False
    )
    extension_refusal = fields.Text(string="Why Refused", copy=False)
    is_extension_asked = fields.Boolean(
        string="Waits for More Time",
        compute="_compute_is_extension_asked",
        search="_search_is_extension_asked",
    )

    @api.depends("extension_asked_date", "extension_refused_date", "extension_reason")
    def _compute_is_extension_asked(self):
        for hazard in self:
            hazard.is_extension_asked = bool(
                hazard.extension_asked_date
                and not hazard.extension_refused_date
                and not hazard.extension_reason
            )

    def _search_is_extension_asked(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return [
            ("extension_asked_date", "!=", False),
            ("extension_refused_date", "=", False),
            ("extension_reason", "=", False),
        ]

    @api.model_create_multi
    def create(self, vals_list):
        """Put the person of the section in charge of what an institution found."""
        if self.env.user._is_organization_user():
            objects = self.env["civil.inspection.object"].sudo()
            homes = self.env["civil.institution"].sudo()
            for vals in vals_list:
                thing = objects.browse(vals["object_id"])
                known = thing.res_model == homes._name
                home = homes.browse(thing.res_id if known else False)
                vals.setdefault("user_id", home.user_id.id)
        return super().create(vals_list)

    # -- steps ---------------------------------------------------------------------

    def action_assign(self):
        """Assign the hazards; institutions get the order on paper and their pages."""
        result = super().action_assign()
        for hazard in self.filtered("institution_id"):
            if hazard.found_by != "self":
                hazard._issue_document("hazard_order")
            hazard._tell(
                self.env._("Put right: %(hazard)s", hazard=hazard.name),
                self.env._(
                    "Put it right by %(date)s, then ask for the re-check.",
                    date=hazard.deadline,
                ),
            )
        return result

    def action_fail(self, note=None):
        """Send hazards back that aren't gone, before the head of the section.

        :param str note: what is still wrong; a window asks for it if not given
        """
        result = super().action_fail(note)
        if note:
            now = fields.Datetime.now()
            for hazard in self.filtered("institution_id"):
                hazard._write_guarded(
                    {"escalated_date": now, "failed_count": hazard.failed_count + 1}
                )
                hazard._tell(
                    self.env._("Not put right yet: %(hazard)s", hazard=hazard.name),
                    note,
                )
        return result

    def action_extend(self, reason=None, deadline=None):
        """Give more time, once; what the institution asked for unless told otherwise.

        :param str reason: why; a window asks for it where none was given or asked
        :param deadline: the new last day
        """
        asked = self.filtered("is_extension_asked")
        if asked == self and len(self) == 1 and not reason:
            reason = self.extension_asked_reason
        if asked == self and len(self) == 1 and not deadline:
            deadline = self.extension_asked_until
        if deadline and reason:
            self._refuse_shorter(fields.Date.to_date(deadline))
        result = super().action_extend(reason, deadline)
        if reason:
            for hazard in self.filtered("institution_id"):
                hazard._tell(
                    self.env._("More time: %(hazard)s", hazard=hazard.name),
                    self.env._("It is due by %(date)s now.", date=hazard.deadline),
                )
        return result

    def _refuse_shorter(self, deadline):
        for hazard in self:
            if hazard.deadline and deadline <= hazard.deadline:
                raise UserError(
                    self.env._(
                        "%(hazard)s is due on %(date)s already: choose a later day.",
                        hazard=hazard.display_name,
                        date=hazard.deadline,
                    )
                )

    def action_refuse_extension(self, reason=None):
        """Refuse more time that institutions asked for.

        :param str reason: why; a window asks for it where it isn't given
        :raises UserError: none was asked for, or no right to
        """
        if not (reason or "").strip():
            return self.env["civil.case.reason"]._open(
                self, "action_refuse_extension", self.env._("Refuse More Time")
            )
        self._check_head()
        for hazard in self:
            if not hazard.is_extension_asked:
                raise UserError(
                    self.env._(
                        "%(hazard)s: nobody waits for more time.",
                        hazard=hazard.display_name,
                    )
                )
            hazard.extension_refusal = reason.strip()
            hazard._write_guarded({"extension_refused_date": fields.Datetime.now()})
            hazard._tell(
                self.env._("No more time: %(hazard)s", hazard=hazard.name),
                reason.strip(),
            )
        return True

    @api.model
    def _cron_escalate(self):
        """Tell institutions, too, what is overdue."""
        late = self.search(self._overdue_domain() & self._not_escalated())
        result = super()._cron_escalate()
        chinese = late.with_context(lang=self.env["civil.paper"]._language())
        for hazard in chinese.filtered("institution_id"):
            hazard._tell(
                hazard.env._("Overdue: %(hazard)s", hazard=hazard.name),
                hazard.env._(
                    "It was due by %(date)s. The section's head knows.",
                    date=hazard.deadline,
                ),
            )
        return result

    def _tell(self, title, body):
        """Send the institution of the single hazard a notice on its pages."""
        self.env["civil.organization.notice"]._send(
            self.sudo().institution_id.organization_id.filtered("has_portal_account"),
            title,
            body,
            deadline=self.deadline,
            url=f"/my/hazards/{self.id}",
            key=f"hazard:{self.id}:{title[:20]}",
        )

    # -- desk ----------------------------------------------------------------------

    @api.model
    def _todo_fields(self):
        return super()._todo_fields() | {
            "plan_date",
            "extension_asked_date",
            "extension_refused_date",
            "extension_reason",
        }

    def _todo_entries(self):
        entries = super()._todo_entries()
        home = self.institution_id
        if not home:
            return entries
        # What an institution found itself has nobody in charge perhaps.
        group = self.env.ref(CLERK)
        entries = [
            entry
            if entry.user or entry.group
            else dataclasses.replace(entry, user=None, group=group)
            for entry in entries
        ]
        if self.is_extension_asked and self.state == "rectifying":
            name = self.env._(
                "Decide about more time for “%(hazard)s” at %(object)s",
                hazard=self.name,
                object=self.object_id.name,
            )
            waiting = self.env.ref(HEAD)
            known = dataclasses.replace(
                entries[0], key="extend", name=name, user=None, group=waiting
            )
            entries.append(known)
        return entries
