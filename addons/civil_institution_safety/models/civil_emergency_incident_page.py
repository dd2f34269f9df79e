from odoo import api, fields, models
from odoo.exceptions import UserError

_LONG, _SHORT = 5000, 200
_NUMBERS = ("person_count", "dead_count", "injured_count", "missing_count")
_TEXTS = {
    "place": _SHORT,
    "description": _LONG,
    "person_names": _LONG,
    "first_aid": _LONG,
    "hospital": _SHORT,
    "oral_to": _SHORT,
    "family_notified_way": _SHORT,
    "family_notified_by": _SHORT,
}
#: No number of people at an institution has more.
_DIGITS = 6
_MOMENTS = ("occurred_at", "oral_at", "family_notified_at")


def _is_count(text):
    """Tell whether a number of people was typed in, in digits."""
    return str(text).isdecimal() and len(str(text)) <= _DIGITS


class CivilEmergencyIncident(models.Model):
    """The incident on the institution's pages (机构端事件上报).

    These are called with the system's rights and the right institution.
    """

    _inherit = "civil.emergency.incident"

    @api.model
    def _page_new(self, home, kind, values, token):
        """Return the incident that an institution reports; the same form makes one.

        :param home: the institution
        :param kind: kind of incident that institutions report
        :param dict values: of the form: texts, numbers and moments
        :param str token: of the form, so that sending it twice reports once
        :raises UserError: something is missing, in words
        """
        if token and (known := self.search([("page_token", "=", token)], limit=1)):
            return known if known.institution_id == home else self.browse()
        values = self._page_values(values)
        if not kind or not values.get("occurred_at") or not values.get("description"):
            raise UserError(
                self.env._("Choose what happened and when, and write the course.")
            )
        now = fields.Datetime.now()
        if values["occurred_at"] > now:
            raise UserError(self.env._("An incident can't lie in the future."))
        # The bureau knows since it was called.
        known_at = values.get("oral_at") or now
        if not values["occurred_at"] <= known_at <= now:
            raise UserError(
                self.env._("The call lies after the incident and not later than now.")
            )
        quiet = self.with_context(mail_create_nosubscribe=True)
        return quiet.create(
            {
                **values,
                "name": f"{home.name}：{kind.name}",
                "kind_id": kind.id,
                "level_id": self._page_level(kind, values).id,
                "organization_id": home.organization_id.id,
                "division_id": home.division_id.id,
                "company_id": home.company_id.id,
                "user_id": home.user_id.id,
                "place": values.get("place") or home.address or home.name,
                "source": "unit",
                "known_at": known_at,
                "page_token": token or False,
            }
        )

    @api.model
    def _page_values(self, values):
        """Return the values of the form as fields hold them."""
        texts = {
            name: str(values.get(name) or "").strip()[:most] or False
            for name, most in _TEXTS.items()
            if name in values
        }
        numbers = {
            name: int(values[name]) if _is_count(values[name]) else 0
            for name in _NUMBERS
            if name in values
        }
        moments = {name: values[name] for name in _MOMENTS if values.get(name)}
        return {**texts, **numbers, **moments}

    @api.model
    def _page_level(self, kind, values):
        """How grave it counts at first: the kind's level, a death's where one died."""
        levels = self.env["civil.emergency.level"].search([])
        death = self.env["civil.emergency.kind"].search(
            [("code", "=", "institution_death")], limit=1
        )
        found = kind.first_level_id or levels[-1:]
        if values.get("dead_count") and death.first_level_id:
            found |= death.first_level_id
        return found.sorted("sequence")[:1]

    def _page_report(self, kind, text):
        """Add a report of the institution: ``written`` or ``further``.

        :raises UserError: nothing is written, or the incident is closed
        """
        text = (text or "").strip()[:_LONG]
        if kind not in ("written", "further") or not text:
            raise UserError(self.env._("Write what is reported."))
        if kind == "written" and not self.owes_written_report:
            kind = "further"
        last = self.report_ids[:1]
        if last.text == text:
            # Sent twice.
            return
        self.env["civil.emergency.report"].create(
            {
                "incident_id": self.id,
                "kind": kind,
                "addressee": self.env.company.name,
                "text": text,
            }
        )

    def _page_family(self, values):
        """Keep when, how and by whom the family was told, and the hospital.

        :raises UserError: one of the three is missing, or the incident is closed
        """
        values = self._page_values(values)
        wanted = ("family_notified_at", "family_notified_way", "family_notified_by")
        if not all(values.get(name) for name in wanted):
            raise UserError(
                self.env._("Say when, how and by whom the family was told.")
            )
        if (
            not self.occurred_at
            <= values["family_notified_at"]
            <= fields.Datetime.now()
        ):
            raise UserError(
                self.env._(
                    "The family was told after the incident and not later than now."
                )
            )
        self.write(
            {name: values[name] for name in (*wanted, "hospital") if name in values}
        )
