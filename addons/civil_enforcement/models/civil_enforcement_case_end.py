from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..tools.roles import CLERK, HEAD
from ..tools.text import said

#: How long the file of a case is kept.
RETENTION = "30"


class CivilEnforcementCaseEnd(models.AbstractModel):
    """Publication, closure and archive of a case: articles 48; one file a case."""

    _name = "civil.enforcement.case.end"
    _description = "End of an Enforcement Case"

    close_reason = fields.Char(string="How It Was Closed", readonly=True, copy=False)
    published_on = fields.Date(readonly=True, copy=False)
    publication_url = fields.Char(string="Published at", readonly=True, copy=False)
    publication_until = fields.Date(
        string="Public until", compute="_compute_publication_until", store=True
    )
    publication_ended_on = fields.Date(string="Withdrawn on", readonly=True, copy=False)
    publication_end_reason = fields.Char(
        string="Why Withdrawn", readonly=True, copy=False
    )

    @api.depends("published_on")
    def _compute_publication_until(self):
        for case in self:
            day = case.published_on
            case.publication_until = day and fields.Date.add(
                day, months=case._rule("enforcement.publication_months", day)
            )

    def _guard_close(self):
        if self.state == "decided" and self.outcome not in ("dropped", "transferred"):
            return self.env._("the decision has to be served first (article 61)")
        if self.outcome == "punish":
            ended = self.court_result in ("enforced", "ended")
            if not ended and (why := self._unfulfilled()):
                return why
            if self.remedy_ids.filtered(lambda remedy: not remedy.result):
                return self.env._("a reconsideration or lawsuit isn't over")
        if self.procedure == "simple" and not self.simple_reported_on:
            return self.env._(
                "the decision on the spot hasn't been reported to the bureau "
                "(article 52)"
            )
        return False

    def action_close(self, reason=None):
        """Close the case (结案): everything in it is done.

        :param str reason: how it was carried out
        """
        if not said(reason):
            return self._ask("action_close", self.env._("Close the Case"))
        self._refuse_reasons(self._refusal_reasons("closed"))
        self._write_guarded({"close_reason": said(reason)})
        self._transition("closed")
        for case in self:
            case._stop_clock("enforcement.payment")
            case._stop_clock("enforcement.service")
            case._issue_document("enforcement.closing")
        return True

    # -- the archive file: one file a case -----------------------------------------

    def _guard_archive(self):
        # Publication is part of the file.
        return (
            self.outcome == "punish"
            and not self.published_on
            and self.env._("publish the decision first")
        )

    def _archive_values(self):
        groups = self.offence_id.group_ids.ids
        return {
            **super()._archive_values(),
            "retention": RETENTION,
            "group_ids": [Command.set(groups)],
        }

    def _archive_items(self):
        """The documents, and the files of evidence and records, by their day."""
        items = super()._archive_items()
        bound = {item["attachment_id"] for item in items}
        for part, day in (
            *((one, one.obtained_on) for one in self.evidence_ids),
            *((one, self._day_of(one.begun_at)) for one in self.record_ids),
        ):
            items += [
                {
                    "name": file.name,
                    "author": file.create_uid.name,
                    "date": day,
                    "attachment_id": file.id,
                }
                for file in part.attachment_ids
                if file.id not in bound
            ]
        return sorted(items, key=lambda item: str(item["date"] or ""))

    def _archive_bound(self, file):
        """Let the case rest when its file has been bound."""
        result = super()._archive_bound(file)
        if self.state == "closed":
            self._transition("archived")
        return result

    def action_archive_case(self):
        """Bind everything of the cases into archive files (一案一卷)."""
        self._refuse_reasons(self._refusal_reasons("archived"))
        for case in self:
            case._bind_archive()

    # -- publication -----------------------------------------------------------------

    def action_publish(self, day=None, text=None):
        """Record that the decision was published (行政处罚公示).

        :param date day: when; within seven working days of the decision
        :param str text: where, such as the address of the page
        """
        if not day or not said(text):
            return self._ask("action_publish", self.env._("Publish"))
        day = fields.Date.to_date(day)
        self.check_access("write")
        self._check_role(CLERK)
        for case in self:
            if case.outcome != "punish" or not case.decided_date:
                raise UserError(
                    self.env._(
                        "%(case)s: penalties are published, once they are decided.",
                        case=case.display_name,
                    )
                )
            if case.published_on:
                raise UserError(self.env._("It has been published already."))
            case._check_day(day, case._day_of(case.decided_date))
            case._write_guarded({"published_on": day, "publication_url": said(text)})
            case._stop_clock("enforcement.publication", at=case._moment(day))
        return True

    def action_withdraw_publication(self, reason=None):
        """Withdraw the publication: its term is over, or the decision was annulled.

        A decision that was changed, annulled or found unlawful is withdrawn within
        three days, with the reason said: article 48.
        """
        if not said(reason):
            return self._ask(
                "action_withdraw_publication", self.env._("Withdraw the Publication")
            )
        self.check_access("write")
        self._check_role(HEAD)
        today = fields.Date.context_today(self)
        for case in self:
            if not case.published_on or case.publication_ended_on:
                raise UserError(self.env._("It isn't published."))
            results = set(case.remedy_ids.mapped("result"))
            if today < case.publication_until and not results & {
                "annulled",
                "changed",
                "unlawful",
            }:
                raise UserError(
                    self.env._(
                        "%(case)s: it stays public until %(day)s.",
                        case=case.display_name,
                        day=case.publication_until,
                    )
                )
            case._write_guarded(
                {"publication_ended_on": today, "publication_end_reason": said(reason)}
            )
        return True
