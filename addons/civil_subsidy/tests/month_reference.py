"""What a batch must come to, one record at a time through the ORM.

Written from the rules, not from the SQL: the slow path that the set-based one is
compared with.
"""

from collections import defaultdict
from datetime import timedelta
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from dateutil.relativedelta import relativedelta

CENT = Decimal("0.01")
HOUSEHOLD = ("household", "per_head", "difference")
BED = ("bed_day", "bed_month")


def money(value):
    """An amount of the ORM as an exact number of cents."""
    return Decimal(str(value or 0)).quantize(CENT)


class Reference:
    """The claims of a batch whose program is claimed by entitlements."""

    def __init__(self, batch):
        self.batch = batch
        self.env = batch.env
        self.program = batch.program_id
        self.checks = {
            check.code: check.outcome
            for check in self.env["civil.subsidy.check"].search([])
            if not check.program_ids or self.program in check.program_ids
        }

    def rows(self):
        """Map (entitlement id, month) to (outcome, amount, deducted, codes)."""
        found = {}
        entitlements = self.env["civil.subsidy.entitlement"].search(
            [
                ("program_id", "=", self.program.id),
                ("division_id", "child_of", self.batch.division_id.id),
            ]
        )
        for entitlement in entitlements:
            for month in self.program._months(self.batch.period):
                version = self.version(entitlement, month)
                if version and not self.paid_once(entitlement):
                    found[entitlement.id, month] = self.judge(
                        entitlement, version, month
                    )
        self.share(found)
        return found

    def version(self, entitlement, month):
        """The version that holds in the month, unless it says that all is over."""
        held = entitlement.version_ids.filtered(
            lambda v: v.effective_month <= month and not v.withdrawn_at
        ).sorted(lambda v: (v.effective_month, v.id))[-1:]
        return held if held.state in ("active", "suspended") else None

    def paid_once(self, entitlement):
        return self.program.cycle == "once" and any(
            payment.batch_id != self.batch
            and payment.batch_id.state != "voided"
            and payment.outcome == "payable"
            for payment in entitlement.payment_ids
        )

    # Amounts

    def rate(self, klass, month):
        """The standards that hold for the class: its own, or those nearest above."""
        while klass:
            held = self.env["civil.subsidy.standard"].search(
                [("class_id", "=", klass.id), ("date_from", "<=", month)]
            )
            held = held.filtered(lambda s: not s.date_to or s.date_to >= month)
            if held and klass.active:
                return held
            klass = klass.parent_id
        return self.env["civil.subsidy.standard"]

    def gross(self, version, month):
        """What the version comes to by the standard; None where nobody can tell."""
        program = version.entitlement_id.program_id
        rate = self.rate(version.class_id, month)
        if program.amount_method == "individual":
            raw = money(version.decided_amount)
        elif len(rate) != 1:
            return None
        else:
            raw = self.by_method(program, version, rate, month)
        return self.rounded(program, raw + money(version.supplement))

    def by_method(self, program, version, rate, month):
        amount, persons = money(rate.amount), version.person_count
        if program.amount_method == "per_head":
            return amount * persons
        if program.amount_method == "difference":
            left = amount * persons - money(version.income)
            return max(left, money(rate.minimum)) if left > 0 else Decimal(0)
        if program.amount_method in BED:
            days = self.days(program, version, rate, month)
            if program.amount_method == "bed_day":
                return amount * days if days >= rate.least_days else Decimal(0)
            return amount if days >= max(rate.least_days, 1) else Decimal(0)
        return amount

    def rounded(self, program, raw):
        if program.rounding == "yuan":
            return raw.quantize(Decimal(1), ROUND_HALF_UP)
        if program.rounding == "yuan_up":
            return raw.quantize(Decimal(1), ROUND_CEILING)
        if program.rounding == "jiao_up":
            return raw.quantize(Decimal("0.1"), ROUND_CEILING)
        return raw.quantize(CENT, ROUND_HALF_UP)

    def days(self, program, version, rate, month):
        """Days of the month on which the bed counts, one day after the other."""
        counted = away_days = 0
        day = month
        while day < month + relativedelta(months=1):
            for stay in self.stays(version):
                if stay.date_in <= day and (not stay.date_out or day < stay.date_out):
                    counted += 1
                    away_days += any(
                        leave.date_from <= day
                        and (not leave.date_to or day < leave.date_to)
                        for leave in stay.leave_ids
                    )
            day += timedelta(days=1)
        if program.leave_rule == "counted":
            return counted
        if program.leave_rule == "limited":
            return counted - max(away_days - rate.leave_days, 0)
        return counted - away_days

    def stays(self, version):
        stays = self.env["civil.subsidy.stay"].search(
            [("resident_id", "=", version.entitlement_id.resident_id.id)]
        )
        return stays.filtered(
            lambda s: not version.partner_id or s.partner_id == version.partner_id
        )

    # Checks

    def judge(self, entitlement, version, month):
        gross = self.gross(version, month)
        stacked, deducted = self.stacking(entitlement, gross, month)
        taken = min(deducted, gross) if gross is not None else Decimal(0)
        codes = set(stacked)
        codes |= set(self.of_the_case(entitlement, version, month))
        codes |= set(self.of_the_amount(version, gross, deducted, month))
        codes |= set(self.of_the_account(entitlement, version))
        blocked = {code for code in codes if self.checks.get(code) == "blocked"}
        held = {code for code in codes if self.checks.get(code) == "held"}
        outcome = "blocked" if blocked else "held" if held else "payable"
        amount = Decimal(0) if blocked or gross is None else gross - taken
        return [outcome, amount, taken, blocked or held]

    def of_the_case(self, entitlement, version, month):
        people = [m.resident_id for m in self.members(entitlement, month)]
        dead = [p for p in people if p.death_date and p.death_date < month]
        if people:
            if len(dead) == len(people):
                yield "deceased"
            if len(people) != version.person_count:
                yield "household_size"
        elif self.is_dead(entitlement.resident_id, month):
            yield "deceased"
        if version.state == "suspended":
            yield "suspended"
        if version.review_date and version.review_date < month:
            yield "review_overdue"
        if self.env["civil.subsidy.hold"].search_count(
            [
                ("resident_id", "=", entitlement.resident_id.id),
                ("program_id", "=", self.program.id),
                ("released_at", "=", False),
                ("month_from", "<=", month),
            ]
        ):
            yield "held_by_hand"

    def is_dead(self, resident, month):
        last = resident.death_date and resident.death_date.replace(day=1)
        return last and last + relativedelta(months=self.program.death_months) < month

    def members(self, entitlement, month):
        if entitlement.program_id.amount_method not in HOUSEHOLD:
            return entitlement.member_ids.browse()
        return entitlement.member_ids.filtered(
            lambda m: m.month_from <= month and (not m.month_to or month < m.month_to)
        )

    def of_the_amount(self, version, gross, deducted, month):
        if gross is None:
            yield "standard_missing"
            return
        if gross <= 0:
            by_bed = self.program.amount_method in BED
            yield "stay_too_short" if by_bed else "amount_zero"
        elif deducted >= gross:
            yield "stacking_covered"
        rate = self.rate(version.class_id, month)
        ceilings = [money(s.ceiling) for s in rate if s.ceiling]
        if ceilings and gross > min(ceilings):
            yield "over_ceiling"

    def of_the_account(self, entitlement, version):
        person = entitlement.resident_id
        kind = version.payee_kind or self.program.payee_kind
        if kind == "institution":
            bank = version.partner_id.bank_ids[:1]
            yield from self.account(
                bank.acc_number, bank.acc_holder_name, version.partner_id.name, None
            )
            return
        payee = person
        if kind == "agent":
            payee = version.payee_id or person
        elif kind == "head":
            payee = entitlement.household_id.head_id or person
        used = payee.account_ids.sorted(lambda a: (a.sequence, -a.id))[:1].sudo()
        yield from self.account(used.number, used.holder, payee.name, used.agent_name)

    def account(self, number, holder, name, agent):
        if not number:
            yield "account_missing"
        elif not (number.isdecimal() and 10 <= len(number) <= 32):
            yield "account_invalid"
        if (number and not holder) or (holder and holder not in (name, agent)):
            yield "account_holder_mismatch"

    # Stacking

    def stacking(self, entitlement, gross, month):
        """Codes of the rules that speak against the claim, and what others pay."""
        codes, deducted = set(), Decimal(0)
        people = self.supported(entitlement, month)
        for rule, other in self.rules():
            if rule.kind_id:
                if self.in_category(people, rule.kind_id, month):
                    codes.add(rule.check_id.code or "stacking_exclusive")
                continue
            for beside in self.drawing(people, other, month):
                amount = self.by_the_head(beside, month)
                if rule.rule == "difference":
                    deducted += amount or 0
                elif rule.rule == "exclusive":
                    codes.add("stacking_exclusive")
                elif self.is_lower(gross, amount, other):
                    codes.add("stacking_lower")
        return codes, deducted

    def rules(self):
        """Each rule that bears on the program in the month, and the other program."""
        for rule in self.env["civil.subsidy.stacking"].search([]):
            holds = rule.date_from <= self.batch.period and (
                not rule.date_to or rule.date_to >= self.batch.period
            )
            if not holds or rule.rule == "compatible":
                continue
            if rule.program_id == self.program:
                yield rule, rule.other_program_id
            elif rule.other_program_id == self.program and rule.rule == "higher":
                yield rule, rule.program_id

    def is_lower(self, gross, amount, other):
        if gross is None or amount is None:
            return False
        return (amount, -other.id) > (gross, -self.program.id)

    def supported(self, entitlement, month):
        people = self.members(entitlement, month).resident_id
        return people | entitlement.resident_id

    def in_category(self, people, kind, month):
        last = month + relativedelta(months=1, days=-1)
        return any(
            category.kind_id == kind
            and category.date_from <= last
            and (not category.date_to or category.date_to >= month)
            for category in people.category_ids
        )

    def drawing(self, people, program, month):
        """Entitlements to ``program``, alive in the month, that support one of them."""
        for entitlement in program.sudo().entitlement_ids:
            version = self.version(entitlement, month)
            if version and version.state == "active":
                if self.supported(entitlement, month) & people:
                    yield entitlement

    def by_the_head(self, entitlement, month):
        version = self.version(entitlement, month)
        gross = self.gross(version, month)
        if gross is not None and entitlement.program_id.amount_method in HOUSEHOLD:
            gross /= max(version.person_count, 1)
            gross = gross.quantize(CENT, ROUND_HALF_UP)
        return gross

    def share(self, found):
        """Hold accounts on which many households are paid, where the check is on."""
        threshold = self.env.ref("civil_subsidy.check_account_shared_many").threshold
        units, lines = defaultdict(set), defaultdict(list)
        for (entitlement_id, month), row in found.items():
            entitlement = self.env["civil.subsidy.entitlement"].browse(entitlement_id)
            version = self.version(entitlement, month)
            kind = version.payee_kind or self.program.payee_kind
            if kind != "person" or row[0] not in ("payable", "held"):
                continue
            person = entitlement.resident_id
            used = person.account_ids.sorted(lambda a: (a.sequence, -a.id))[:1].sudo()
            if used.number:
                lines[used.number].append(row)
                units[used.number].add(person.household_id or person)
        for number, several in units.items():
            if len(several) >= threshold:
                for row in lines[number]:
                    row[3] = row[3] | {"account_shared_many"}
                    row[0] = "held"
