from datetime import timedelta

from odoo import fields, models

from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools import CLERK, HEAD, KEEPER


class CivilCemeteryAnnualCourse(models.AbstractModel):
    """How a yearly inspection goes: report, scores, review, decision (年检流程)."""

    _name = "civil.cemetery.annual.course"
    _description = "Course of a Yearly Inspection"

    decided_on = fields.Date(readonly=True)

    # -- guards ----------------------------------------------------------------------

    def _guard_report(self):
        if not self.self_report:
            return self.env._("write the self-report first")
        return False

    def _guard_score(self):
        left = self.line_ids.filtered(lambda line: not line.is_checked)
        if left:
            return self.env._(
                "%(count)s items aren't scored yet, such as “%(item)s”",
                count=len(left),
                item=left[0].name,
            )
        bare = self.line_ids.filtered(
            lambda line: line.score < line.max_score and not line.note
        )
        if bare:
            return self.env._(
                "say why “%(item)s” doesn't have its full score", item=bare[0].name
            )
        return False

    def _guard_review(self):
        if self.final_level == "county":
            return self.env._("the county decides about it by itself")
        if not self._opinion_of("city"):
            return self.env._("the opinion of the city is missing")
        return False

    def _guard_decide(self):
        if self.scored_uid == self.env.user:
            return self.env._("who scored it doesn't decide about it")
        needed = self._levels_above()
        if needed and self.state != "reviewed":
            return self.env._("the city reviews it first")
        if "province" in needed and not self._opinion_of("province"):
            return self.env._("the decision of the province is missing")
        return False

    def _levels_above(self):
        """Return the levels above the county that the single inspection goes to."""
        return {"county": [], "city": ["city"], "province": ["city", "province"]}[
            self.final_level or "county"
        ]

    def _opinion_of(self, level):
        """Return the last opinion of a level on the single inspection, or none."""
        return self.opinion_ids.filtered(lambda opinion: opinion.level == level)[-1:]

    # -- effects ---------------------------------------------------------------------

    def _decide(self):
        today = fields.Date.context_today(self)
        for annual in self:
            above = annual._levels_above()
            last = annual._opinion_of(above[-1]) if above else None
            result = last.result if last else annual.proposed_result
            if not above:
                annual._add_opinion("county", result, annual.opinion)
            until = False
            if result == "unqualified":
                days = self.env["civil.parameter"]._get(
                    "cemetery.annual_rectify_days", today, annual.division_id
                )
                until = today + timedelta(days=days)
            annual._write_guarded(
                {"result": result, "decided_on": today, "rectify_until": until}
            )

    def _publish(self):
        today = fields.Date.context_today(self)
        for annual in self:
            annual._write_guarded({"published_on": today})
            annual._issue_document("cemetery_annual_result")
            if annual.result != "unqualified":
                annual._issue_document("cemetery_annual_certificate")

    def _add_opinion(self, level, result, text, **values):
        """Keep an opinion on the single inspection; it stays as it is."""
        self.env["civil.cemetery.annual.opinion"]._add(
            {
                "annual_id": self.id,
                "level": level,
                "result": result,
                "opinion": text,
                "score": self.total_score,
                **values,
            }
        )

    # -- buttons ---------------------------------------------------------------------

    def action_report(self):
        """File the self-reports."""
        for annual in self:
            annual._count()
        self._transition("reported")

    def action_send_back(self, reason=None):
        """Have the cemeteries report again.

        :param str reason: what is missing; asked for where it is left out
        """
        if not reason:
            return self._ask_reason("action_send_back", self.env._("Send Back"))
        self._transition("reporting", "send_back")
        self._note_reason(reason)
        return None

    def action_fill(self):
        """Take figures from the register, and propose the scores that follow.

        Items that were looked at stay as they are.
        """
        self.check_access("write")
        for annual in self.filtered(lambda a: a.state in ("reporting", "reported")):
            annual._count()
            annual.line_ids._propose()

    def action_full_rest(self):
        """Give every item that wasn't looked at its full score."""
        self.check_access("write")
        for line in self.line_ids.filtered(lambda line: not line.is_checked):
            line.score = line.max_score

    def action_score(self):
        """Finish the scores of the county."""
        for annual in self:
            annual._count()
        self._transition("scored")

    def action_score_again(self, reason=None):
        """Have the single inspection scored again.

        :param str reason: what is wrong; asked for where it is left out
        """
        if not reason:
            return self._ask_reason("action_score_again", self.env._("Score Again"))
        self._transition("reported", "score_again")
        self._note_reason(reason)
        return None

    def action_note_opinion(self):
        """Take down what a level above says."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Opinion of a Level Above"),
            "res_model": "civil.cemetery.annual.note",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_annual_id": self.id},
        }

    def action_review(self):
        """Note that the city has reviewed them."""
        self._transition("reviewed")

    def action_decide(self):
        """Decide: by the score, or as the level above did."""
        self._transition("decided")

    def action_publish(self):
        """Publish the results, with notice and certificate."""
        self._transition("published")

    def action_next_round(self, round="corrected"):
        """Open the next round of the single inspection, and return it.

        :param str round: ``again`` or ``corrected``
        """
        self.ensure_one()
        self.check_access("write")
        self._refuse_reasons({self: self._next_round_refusal(round)})
        self._lock_for_step()
        # Rounds come from the campaign and from here only.
        self._write_guarded({"is_last": False})
        following = self.sudo().create(
            {
                "campaign_id": self.campaign_id.id,
                "facility_id": self.facility_id.id,
                "round": round,
                "previous_id": self.id,
            }
        )
        following.line_ids._take_over(self.line_ids)
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": following.id,
            "views": [(False, "form")],
        }

    def _next_round_refusal(self, round_):
        if not self.env.user.has_group(CLERK):
            return self.env._("your role doesn't allow this step")
        if round_ not in ("again", "corrected"):
            return self.env._("there is no such round")
        if not self.is_last or self.result != "unqualified":
            return self.env._("a further round follows a result that wasn't passed")
        if self.state != "published":
            return self.env._("publish the result first")
        return False

    def action_take_certificate(self):
        """Note that the cemetery fetched its certificate."""
        self.check_access("write")
        for annual in self.filtered(lambda a: a.state == "published"):
            if annual.result != "unqualified" and not annual.certificate_taken_on:
                annual.certificate_taken_on = fields.Date.context_today(self)

    def action_open_oversize(self):
        """Show the plots of the single cemetery that are over their limit."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_cemetery.civil_cemetery_plot_action"
        )
        domain = [
            ("facility_id", "=", self.facility_id.id),
            ("is_area_over", "=", True),
        ]
        return {**action, "domain": domain}

    def _ask_reason(self, method, title):
        return self.env["civil.cemetery.reason"]._open(self, method, title)

    def _note_reason(self, reason):
        for annual in self:
            annual.message_post(body=reason)

    # -- what is issued, what waits --------------------------------------------------

    def _document_values(self, kind_code):
        labels = dict(self._fields["result"]._description_selection(self.env))
        return {
            **super()._document_values(kind_code),
            "addressee": self.facility_id.name,
            "facility": self.facility_id.name,
            "year": str(self.year),
            "score": f"{self.total_score:g}",
            "result": labels.get(self.result, ""),
            "opinion": self.opinion or labels.get(self.result, ""),
            "until": self.rectify_until or "",
            "consequence": self._consequence(),
        }

    def _consequence(self):
        if self.result != "unqualified":
            return ""
        return self.env._(
            "Put right what is wrong by %(date)s and report. Until then nobody may be "
            "given a plot or buried.",
            date=self.rectify_until,
        )

    def _todo_entries(self):
        campaign, name = self.campaign_id, self.facility_id.name
        if self.state == "reporting":
            text = self.env._("Report for the yearly inspection: %(name)s", name=name)
            return self._todo_of_keepers("report", text, campaign.report_by)
        if self.state == "reported":
            text = self.env._("Score the yearly inspection: %(name)s", name=name)
            return [self._todo("score", text, CLERK, campaign.score_by)]
        if self.state == "scored" and self.final_level != "county":
            text = self.env._("Take down the opinion of the city: %(name)s", name=name)
            return [self._todo("review", text, CLERK, campaign.decide_by)]
        if self.state in ("scored", "reviewed"):
            text = self.env._("Decide the yearly inspection: %(name)s", name=name)
            return [self._todo("decide", text, HEAD, campaign.decide_by)]
        if self.state == "decided":
            text = self.env._("Publish the yearly inspection: %(name)s", name=name)
            return [self._todo("publish", text, HEAD, campaign.decide_by)]
        if self.result == "unqualified" and self.is_last:
            text = self.env._(
                "Correct after the yearly inspection: %(name)s", name=name
            )
            return self._todo_of_keepers("correct", text, self.rectify_until)
        return []

    def _todo(self, key, text, group, due):
        return TodoEntry(key, text, group=self.env.ref(group), due=due)

    def _todo_of_keepers(self, key, text, due):
        """Let it wait for the keepers of the cemetery, or else for the section."""
        keepers = self.facility_id.user_ids.filtered(lambda u: u.has_group(KEEPER))
        if not keepers:
            return [self._todo(key, text, CLERK, due)]
        return [
            TodoEntry(f"{key}-{user.id}", text, user=user, due=due) for user in keepers
        ]
