from odoo import api, fields, models

from ..tools.judge import judge, match


class CivilFuneralChargeCheck(models.AbstractModel):
    """What stands against settling a charge sheet (收费与减免校验)."""

    _name = "civil.funeral.charge.check"
    _description = "Checks of a Charge Sheet"

    problems = fields.Text(
        compute="_compute_problems", help="What has to be put right before it settles."
    )

    @api.depends(
        "line_ids.finding",
        "line_ids.waiver_item_id",
        "price_list_id",
        "claims_waiver",
        "ground_id",
        "proof",
        "hukou",
        "other_claim",
        "applicant",
        "signed_on",
        "date",
        "cremation_number",
    )
    @api.depends_context("lang")
    def _compute_problems(self):
        for sheet in self:
            found = sheet._problems() if sheet.state == "draft" else ()
            sheet.problems = "\n".join(found) or False

    def _guard_settle(self):
        # What follows from what was typed a moment ago is kept before the sheet is.
        self.env.flush_all()
        return " ".join(self._problems()) or False

    def _problems(self):
        """Sentences on what has to be put right before the single sheet settles."""
        found = [*self._charge_problems()]
        if self.claims_waiver:
            found += self._waiver_problems()
        return found

    # -- the price list --------------------------------------------------------

    def _charge_problems(self):
        if not self.price_list_id:
            yield self.env._(
                "%(home)s has no published price list for %(date)s: nothing may be "
                "charged.",
                home=self.home_id.name or "",
                date=self.date,
            )
            return
        if not self.line_ids:
            yield self.env._("There is no charge yet.")
        for line, sentence in self._line_findings().items():
            yield f"{line.name}: {sentence}"

    def _line_findings(self):
        """Return ``{line: sentence}`` for the lines that the price list forbids."""
        lines = self.line_ids.filtered(
            lambda line: line.waiver_item_id.method != "award"
        )
        # The list is public, and the home's; its division may be beyond the user's.
        items = self.sudo().price_list_id.line_ids._priced()
        charges = [line._charged() for line in lines]
        by_priced = {priced: item for item, priced in items.items()}
        judged = judge(charges, list(by_priced))
        found = {}
        for line, charge, codes in zip(lines, charges, judged, strict=True):
            item = by_priced.get(match(charge.name, list(by_priced)))
            sentences = [self._sentence(code, item) for code in sorted(codes)]
            if item and item != line.sudo().price_line_id:
                sentences.append(
                    self.env._("choose the item from the price list of the day.")
                )
            if item and not line.nature:
                sentences.append(
                    self.env._("no list of services in force names the service.")
                )
            if sentences:
                found[line] = " ".join(sentences)
        return found

    @api.model
    def _sentence(self, code, item):
        """What a finding of the judge means, with the remedy."""
        if code == "above_price":
            return self.env._(
                "the price list has %(price)s yuan at most.", price=f"{item.price:.2f}"
            )
        if code == "split":
            return self.env._(
                "it is part of another item, or was charged more than once: take the "
                "charge out."
            )
        if code == "bundled":
            return self.env._(
                "several items stand in one charge: charge each by itself."
            )
        if code == "outside_list":
            return self.env._(
                "the price list doesn't have it: what isn't listed isn't charged."
            )
        return self.env._("quantity times price isn't the amount.")

    # -- the waiver ------------------------------------------------------------

    def _waiver_problems(self):
        if not self.program_id:
            yield self.env._(
                "There is no policy of waived costs for this place on the day of death."
            )
            return
        if not self.ground_id:
            yield self.env._("Say for which reason the costs are waived.")
        elif reason := self.sudo().ground_id._refusal(self):
            yield self.env._(
                "%(ground)s: %(reason)s.",
                ground=self.sudo().ground_id.name,
                reason=reason.rstrip("."),
            )
        yield from self._claim_problems()
        yield from self._date_problems()
        yield from self._item_problems()

    def _claim_problems(self):
        if not self.other_claim:
            yield self.env._(
                "Have the applicant state whether costs were claimed elsewhere."
            )
        elif self.other_claim != "none":
            yield self.env._(
                "Costs were claimed elsewhere; they aren't waived a second time."
            )
        if not self.applicant or not self.signed_on:
            yield self.env._("The applicant has to be named and to sign.")
        for name, other in self._twice().items():
            yield self.env._(
                "%(what)s: costs were waived on sheet %(sheet)s already.",
                what=name,
                sheet=other.name,
            )

    def _twice(self):
        """Return ``{what is the same: the settled sheet}`` of earlier waivers."""
        # Sheets of other homes and divisions count, too.
        sheets = self.env["civil.funeral.charge"].sudo()
        live = [
            ("claims_waiver", "=", True),
            ("state", "=", "settled"),
            ("id", "!=", self._origin.id),
        ]
        found = {}
        case = self.sudo().case_id
        if other := sheets.search([*live, ("case_id", "=", case.id)], limit=1):
            found[self.deceased_name or ""] = other
        number = self.cremation_number
        if not found and number:
            same = [*live, ("cremation_number", "=", number)]
            if other := sheets.search(same, limit=1):
                found[number] = other
        identity = case.identity_number
        if not found and identity:
            same = [*live, ("case_id.identity_number", "=", identity)]
            if other := sheets.search(same, limit=1):
                found[self.env._("Identity number")] = other
        return found

    def _date_problems(self):
        case = self.sudo().case_id
        if not self.cremation_number or not case.cremated_at:
            yield self.env._(
                "Costs are waived of who was cremated: there is no cremation "
                "certificate yet."
            )
            return
        if case.death_at and case.cremated_at < case.death_at:
            yield self.env._("The cremation lies before the death.")
        for label, day in (
            (self.env._("The sheet"), self.date),
            (self.env._("The signature"), self.signed_on),
        ):
            if day and self.death_date and day < self.death_date:
                yield self.env._("%(what)s lies before the death.", what=label)

    def _item_problems(self):
        strange = self.line_ids.waiver_item_id - self._granted_items()
        if strange:
            yield self.env._(
                "The policy doesn't waive for this reason: %(names)s.",
                names="、".join(strange.mapped("name")),
            )
        for line in self.line_ids:
            item = line.waiver_item_id
            if item.method == "award":
                if not self._may_award():
                    yield self.env._(
                        "%(item)s: the case shows no ecological burial yet.",
                        item=item.name,
                    )
            elif item and line.service_id not in item.sudo().service_ids:
                yield self.env._(
                    "%(line)s isn't what “%(item)s” waives.",
                    line=line.name,
                    item=item.name,
                )
        if not self.line_ids.waiver_item_id:
            yield self.env._("Nothing on the sheet is waived.")
