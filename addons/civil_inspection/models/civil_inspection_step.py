from odoo import api, fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition

CLERK = "civil_inspection.group_clerk"
HEAD = ("civil_inspection.group_head", "civil_inspection.group_deputy")


class CivilInspectionStep(models.AbstractModel):
    """The course of an inspection: who takes it further, and what stands against it."""

    _name = "civil.inspection.step"
    _description = "Course of an Inspection"
    _inherit = ["civil.workflow.mixin"]

    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("notified", "Announced"),
            ("checking", "Under Inspection"),
            ("signed", "Signed"),
            ("published", "Published"),
            ("cancelled", "Cancelled"),
        ],
        default="planned",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
    )
    notified_uid = fields.Many2one("res.users", string="Announced By", readonly=True)
    notified_date = fields.Datetime(string="Announced On", readonly=True)
    signed_uid = fields.Many2one("res.users", string="Last Signed By", readonly=True)
    signed_date = fields.Datetime(string="Signed On", readonly=True)
    published_uid = fields.Many2one("res.users", string="Published By", readonly=True)
    published_date = fields.Datetime(string="Published On", readonly=True)

    _guarded = ("number", "publication", "published_where", "cancel_reason")
    _transitions = (
        Transition(
            "planned",
            "notified",
            CLERK,
            guard="_refuse_notice",
            effect="_announce",
            stamp="notified",
        ),
        Transition(
            "notified", "checking", CLERK, guard="_refuse_start", effect="_begin"
        ),
        Transition(
            "checking",
            "signed",
            CLERK,
            guard="_refuse_signing",
            effect="_conclude",
            stamp="signed",
        ),
        Transition(
            "signed",
            "published",
            HEAD,
            guard="_refuse_publication",
            effect="_publish",
            stamp="published",
        ),
        Transition(
            ("planned", "notified"), "cancelled", HEAD, guard="_refuse_cancelling"
        ),
        Transition("planned", "cancelled", None, name="redrawn"),
    )

    # -- what stands against a step -------------------------------------------------

    def _refuse_notice(self):
        least = self.kind_id._parameter("team", self.planned_date, self.division_id)
        if len(self.inspector_ids) < least:
            return self.env._("at least %(count)s inspectors go", count=least)
        if not self.checklist_id:
            return self.env._("it has no checklist")
        if self.source != "drawn" and not self.source_reason:
            return self.env._("write the occasion of the inspection first")
        for person in self.inspector_ids:
            if why := self._refuse_inspector(person):
                return why
        return self._refuse_frequency()

    def _refuse_inspector(self, person):
        """Return why somebody can't inspect the object on the planned day."""
        day = self.planned_date
        if not person._certified_on(day, day):
            return self.env._("%(name)s has no valid certificate", name=person.name)
        if person._absent_on(day, day):
            return self.env._("%(name)s is absent on that day", name=person.name)
        conflicts = person.conflict_ids.filtered(
            lambda c: (
                c.object_id == self.object_id and (not c.date_to or c.date_to >= day)
            )
        )
        if conflicts:
            return self.env._(
                "%(name)s is in a conflict of interest: %(reason)s",
                name=person.name,
                reason=conflicts[0].reason,
            )
        return False

    def _refuse_frequency(self):
        """What wasn't drawn and isn't occasioned respects the yearly cap, too."""
        if self.source != "special":
            return False
        year = self.planned_date.year
        cap = self.kind_id._parameter("frequency", self.planned_date, self.division_id)
        population = self.env["civil.inspection.population"]
        # The inspection counts itself.
        if population._often(self.object_id, year, cap + 1):
            return self.env._(
                "%(object)s was already inspected %(cap)s times in %(year)s; only on a "
                "complaint or as a follow-up it is inspected again",
                object=self.object_id.name,
                cap=cap,
                year=str(year),
            )
        return False

    def _refuse_start(self):
        if not self.is_mine:
            return self.env._("you aren't among its inspectors")
        return False

    def _refuse_signing(self):
        return self._refuse_record() or self._refuse_lone()

    def _refuse_record(self):
        """Return what is still missing in what was written down."""
        if not self.result:
            return self.env._("choose the result first")
        reached = self.result not in ("hindered", "unreachable", "ceased")
        if reached and (left := self.line_count - self.answered_count):
            return self.env._("%(count)s items aren't answered yet", count=left)
        bare = self.line_ids.filtered(
            lambda line: line.result == "no" and not line.note
        )
        if bare:
            return self.env._("write what was found at “%(item)s”", item=bare[0].name)
        if self.result == "ok" and self.problem_count:
            return self.env._(
                "%(count)s items don't conform, so problems were found",
                count=self.problem_count,
            )
        if self.result == "problems" and not self.problem_count:
            return self.env._("no item says which problem was found")
        return False

    def _refuse_lone(self):
        day = self.actual_date or self.planned_date
        least = self.kind_id._parameter("team", day, self.division_id)
        if self.signature_count < least:
            return self.env._(
                "%(count)s of %(least)s inspectors have signed",
                count=self.signature_count,
                least=least,
            )
        return False

    def _refuse_publication(self):
        if self.result == "problems" and not self.rectification_ids:
            return self.env._("the order to rectify comes first")
        return False

    def _refuse_cancelling(self):
        if self.source == "drawn" and not self.env.user.has_group(HEAD[0]):
            return self.env._("only a section head cancels what was drawn")
        return False

    # -- what waits for whom ---------------------------------------------------------

    @api.model
    def _step_names(self):
        return {
            "notify": self.env._("Announce the inspection of %(object)s"),
            "inspect": self.env._("Inspect %(object)s"),
            "order": self.env._("Order %(object)s to rectify"),
            "publish": self.env._("Publish the result of %(object)s"),
        }
