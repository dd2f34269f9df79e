from odoo import api, fields, models
from odoo.fields import Domain

#: How many months of a program are explained.
MONTHS = 3
#: How the states are shown, from the worst.
LOOKS = {
    "blocked": "danger",
    "failed": "danger",
    "missing": "danger",
    "rejected": "danger",
    "held": "warning",
    "suspended": "warning",
    "pending": "warning",
    "payable": "info",
    "sent": "info",
    "paid": "success",
}


class CivilSubsidyExplain(models.AbstractModel):
    """Says of a person, program by program, what is paid and why not (补贴情况).

    Everything that it says names the rule and the record that it rests on, so that
    whoever answers the person can show it. Only what the reader may see is said.
    """

    _name = "civil.subsidy.explain"
    _description = "Why Somebody Is Paid or Not"

    @api.model
    def _explain(self, resident):
        """What the page shows, as JSON holds it.

        :return: ``{"programs": [{"name", "standing", "months": [{"month", "label",
            "look", "amount", "note", "reasons": [...]}]}], "stacking": [{"sentence",
            "basis", "applies"}], "empty": sentence or False}``
        """
        members = self.env["civil.subsidy.entitlement.member"].search(
            [("resident_id", "=", resident.id)]
        )
        # Withdrawn ones explain why somebody draws nothing.
        entitlements = resident.with_context(active_test=False).entitlement_ids
        entitlements |= members.entitlement_id
        payments = self.env["civil.subsidy.payment"].search(
            Domain("resident_id", "=", resident.id)
            | Domain("entitlement_id", "in", entitlements.ids),
            order="period desc, id desc",
        )
        lines = resident.roster_line_ids
        programs = entitlements.program_id | payments.program_id | lines.program_ids
        return {
            "programs": [
                self._program(
                    program,
                    entitlements.filtered(lambda e, p=program: e.program_id == p),
                    payments.filtered(lambda x, p=program: x.program_id == p),
                    lines.filtered(lambda x, p=program: p in x.program_ids),
                    resident,
                )
                for program in programs.sorted("sequence")
            ],
            "stacking": self._stacking(resident, entitlements),
            "empty": not programs
            and self.env._(
                "The person draws no program, and no roster or batch names the person: "
                "nothing was applied for or granted here so far."
            ),
        }

    # One program

    def _program(self, program, entitlements, payments, lines, resident):
        periods = {*payments.mapped("period"), *lines.mapped("period")}
        periods |= set(self._batch_months(program, resident))
        return {
            "id": program.id,
            "name": program.name,
            "basis": program.legal_basis or "",
            "standing": [self._standing(e, resident) for e in entitlements],
            "months": [
                self._month(program, month, entitlements, payments, lines)
                for month in sorted(periods, reverse=True)[:MONTHS]
            ],
        }

    def _batch_months(self, program, resident):
        """Months for which the person's division has computed batches."""
        # Batches are the district's; that there is one is no secret in its towns.
        batches = (
            self.env["civil.subsidy.batch"]
            .sudo()
            .search(
                [
                    ("program_id", "=", program.id),
                    ("division_id", "parent_of", resident.division_id.ids),
                    ("kind", "=", "regular"),
                    ("state", "not in", ("draft", "voided")),
                ],
                order="period desc",
                limit=MONTHS,
            )
        )
        return [month for batch in batches for month in program._months(batch.period)]

    def _standing(self, entitlement, resident):
        """Since when it is drawn, or why not anymore, in a sentence."""
        latest = entitlement.version_id
        shown = {
            "since": entitlement.first_month and f"{entitlement.first_month:%Y-%m}",
            "month": latest.effective_month and f"{latest.effective_month:%Y-%m}",
            "reason": latest.reason or "",
        }
        if not entitlement.active:
            sentence = self.env._("What was granted has been withdrawn.")
        elif entitlement.state == "suspended":
            sentence = self.env._(
                "Granted from %(since)s; suspended from %(month)s: %(reason)s", **shown
            )
        elif entitlement.state == "ended":
            shown["month"] = f"{entitlement.end_month:%Y-%m}"
            sentence = self.env._(
                "Granted from %(since)s; ended from %(month)s: %(reason)s", **shown
            )
        else:
            sentence = self.env._("Granted from %(since)s.", **shown)
        if entitlement.resident_id != resident:
            sentence += self.env._(
                " Counted in the entitlement of %(name)s, who is paid.",
                name=entitlement.resident_id.name,
            )
        return {
            "sentence": sentence,
            "occasion": entitlement.occasion or "",
            "model": entitlement._name,
            "id": entitlement.id,
        }

    def _month(self, program, month, entitlements, payments, lines):
        """What became of the program in one month."""
        found = payments.filtered(lambda p: p.period == month)
        # Who stands in a voided batch too is explained by the batch that counts.
        valid = found.filtered(lambda p: p.sudo().batch_id.state != "voided")
        payment = valid[:1]
        if payment:
            row = self._paid(payment)
        else:
            row = self._not_listed(program, month, entitlements, lines)
        return {"month": f"{month:%Y-%m}", **row}

    def _paid(self, payment):
        state = payment.outcome
        if state == "payable" and payment.bank_state:
            state = payment.bank_state
        labels = {
            **dict(payment._fields["outcome"]._description_selection(self.env)),
            **dict(payment._fields["bank_state"]._description_selection(self.env)),
        }
        notes = []
        if payment.deducted_amount:
            notes.append(
                self.env._(
                    "By the standard %(gross)s yuan, of which other programs pay "
                    "%(other)s.",
                    gross=f"{payment.gross_amount:.2f}",
                    other=f"{payment.deducted_amount:.2f}",
                )
            )
        if payment.bank_state in ("failed", "returned"):
            notes.append(
                self.env._("The bank: %(reason)s", reason=payment.bank_reason or "-")
            )
        if state == "not_due" and payment.line_id.first_month:
            notes.append(
                self.env._(
                    "Due from %(month)s on.",
                    month=f"{payment.line_id.first_month:%Y-%m}",
                )
            )
        return {
            "state": state,
            "label": labels.get(state, state),
            "look": LOOKS.get(state, "secondary"),
            "amount": f"{payment.amount:,.2f}" if payment.amount else "",
            "note": " ".join(notes),
            "reasons": [self._reason(f) for f in payment.finding_ids],
            "model": payment._name,
            "id": payment.id,
        }

    def _reason(self, finding):
        check = finding.check_id
        rule = self.env["civil.subsidy.stacking"].browse()
        if check.number == "P06":
            rule = self._rule_behind(finding)
        return {
            "number": check.number or "",
            "name": check.name,
            "outcome": finding.outcome,
            "look": LOOKS.get(finding.outcome, "secondary"),
            "detail": finding.detail or "",
            "basis": rule.legal_basis or check.legal_basis or "",
            "remedy": check.remedy or "",
            "reason": finding.reason or "",
            **self._source(finding),
        }

    def _rule_behind(self, finding):
        """The stacking rule that a finding applied, as far as its source says."""
        source = self.env["civil.subsidy.entitlement"]
        rules = self.env["civil.subsidy.stacking"]
        if finding.source_model == "civil.resident.category":
            kind = self.env[finding.source_model].sudo().browse(finding.source_id)
            other = Domain("kind_id", "=", kind.kind_id.id)
        elif finding.source_model == source._name:
            program = source.sudo().browse(finding.source_id).program_id
            other = Domain("other_program_id", "=", program.id)
        else:
            return rules
        return rules.search(
            Domain("program_id", "=", finding.payment_id.program_id.id) & other, limit=1
        )

    def _source(self, finding):
        """The record that a finding rests on, where the reader may see it."""
        nothing = {"model": False, "id": False, "source": ""}
        if not finding.source_model or finding.source_model not in self.env:
            return nothing
        record = self.env[finding.source_model].browse(finding.source_id).exists()
        if not record or not record.has_access("read"):
            return nothing
        return {
            "model": record._name,
            "id": record.id,
            "source": record.display_name,
        }

    def _not_listed(self, program, month, entitlements, lines):
        """Why no payment of the month names the person."""
        row = {"amount": "", "note": "", "reasons": [], "model": False, "id": False}
        line = lines.filtered(lambda line: line.period == month)[:1]
        if program.source == "roster":
            return {**row, **self._not_on_roster(line)}
        versions = entitlements.version_ids.filtered(
            lambda v: not v.withdrawn_at and v.effective_month <= month
        ).sorted(lambda v: (v.effective_month, v.id))
        version = versions[-1:]
        if not version:
            state, label = "none", self.env._("Not Granted")
            note = self.env._("Nothing was granted for this month.")
        elif version.state in ("ended", "suspended"):
            state = version.state
            label = dict(version._fields["state"]._description_selection(self.env))[
                state
            ]
            note = self.env._(
                "From %(month)s: %(reason)s",
                month=f"{version.effective_month:%Y-%m}",
                reason=version.reason,
            )
        else:
            state, label = "missing", self.env._("Not in the Batch")
            note = self.env._(
                "Recorded on %(date)s, after the month's batch was computed; compute "
                "it again while it is open, otherwise it is arrears.",
                date=fields.Date.to_string(version.recorded_at),
            )
        return {
            **row,
            "state": state,
            "label": label,
            "look": LOOKS.get(state, "secondary"),
            "note": " ".join(filter(None, (note, version.document))),
            "model": version._name if version else False,
            "id": version.id,
        }

    def _not_on_roster(self, line):
        if not line:
            return {
                "state": "none",
                "label": self.env._("Not on the Roster"),
                "look": "secondary",
                "note": self.env._("The town's roster of the month doesn't list it."),
            }
        labels = dict(line._fields["state"]._description_selection(self.env))
        return {
            "state": line.state,
            "label": self.env._("On the Roster: %(state)s", state=labels[line.state]),
            "look": "warning" if line.state == "taken" else "danger",
            "note": self.env._("No batch of the month has computed it yet.")
            if line.state == "taken"
            else self.env._("The line claims nothing until it is corrected."),
            "model": line._name,
            "id": line.id,
        }

    # Stacking

    def _stacking(self, resident, entitlements):
        """What the rules say to everything that the person draws or belongs to."""
        drawn = entitlements.filtered(
            lambda e: e.active and e.state != "ended"
        ).program_id
        kinds = resident.current_kind_ids
        today = fields.Date.context_today(self)
        rules = self.env["civil.subsidy.stacking"].search(
            [
                ("date_from", "<=", today),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", today),
                "|",
                ("kind_id", "in", kinds.ids),
                "&",
                ("program_id", "in", drawn.ids),
                ("other_program_id", "in", drawn.ids),
            ]
        )
        rows = [self._rule_row(rule, drawn) for rule in rules]
        ruled = {frozenset((rule.program_id, rule.other_program_id)) for rule in rules}
        for at, program in enumerate(drawn):
            for other in drawn[at + 1 :]:
                if frozenset((program, other)) not in ruled:
                    rows.append(
                        {
                            "sentence": self.env._(
                                "%(program)s and %(other)s are paid beside each other; "
                                "no rule excludes it.",
                                program=program.name,
                                other=other.name,
                            ),
                            "basis": "",
                            "look": "success",
                        }
                    )
        return sorted(rows, key=lambda row: row["look"] == "success")

    def _rule_row(self, rule, drawn):
        other = rule.other_program_id.name or rule.kind_id.name
        shown = {"program": rule.program_id.name, "other": other}
        sentence = {
            "exclusive": self.env._(
                "%(program)s isn't paid beside %(other)s.", **shown
            ),
            "higher": self.env._(
                "Of %(program)s and %(other)s only the higher is paid.", **shown
            ),
            "difference": self.env._(
                "%(program)s pays only what %(other)s leaves to its own amount.",
                **shown,
            ),
            "compatible": self.env._("%(program)s is paid beside %(other)s.", **shown),
        }[rule.rule]
        looks = {"exclusive": "danger", "compatible": "success"}
        applies = rule.program_id in drawn
        return {
            "sentence": sentence,
            "basis": " ".join(filter(None, (rule.legal_basis, rule.note))),
            "look": looks.get(rule.rule, "warning") if applies else "secondary",
            "model": rule._name,
            "id": rule.id,
        }
