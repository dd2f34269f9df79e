import dataclasses

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.names import core, full_name, name_key, similarity

#: How many similar names are pointed out.
_NAMED = 5


@dataclasses.dataclass(frozen=True)
class NameProblem:
    """Something that stands against a name.

    :param level: ``error`` refuses the name, ``warning`` is to be judged by a person
    :param code: which rule
    :param sentence: what is wrong, with the remedy
    """

    level: str
    code: str
    sentence: str


class CivilSocialName(models.AbstractModel):
    """The rules on names of social organizations.

    A name consists of the division, the field of work or who its members are, and the
    form of organization; private units and foundations have a trade name (字号)
    besides. Names are public: they are compared with those of all divisions.

    Source: 《社会组织名称管理办法》(民政部令第69号, 2024-05-01 起施行).
    """

    _name = "civil.social.name"
    _description = "Rules on Names"

    @api.model
    def _judge(self, kind, parts, on=None, org=None):
        """Return what stands against a name, as a list of :class:`NameProblem`.

        :param kind: the ``civil.social.org.kind`` of who would bear it
        :param dict parts: ``division``, ``trade``, ``field`` and ``form``, texts
        :param date on: the day as of which it is judged, today by default
        :param org: the ``civil.social.org`` that would bear it, where it exists
        """
        on = on or fields.Date.context_today(self)
        name = self._full_name(parts)
        return [
            *self._part_problems(kind, parts),
            *self._word_problems(kind, name, on),
            *self._taken_problems(kind, name, on, org),
            *self._similar_problems(kind, name, on, org),
        ]

    @api.model
    def _full_name(self, parts):
        """The name that the parts make up."""
        return full_name(*map(parts.get, ("division", "trade", "field", "form")))

    # -- the parts ---------------------------------------------------------------

    def _part_problems(self, kind, parts):
        labels = {
            "division": self.env._("the division"),
            "trade": self.env._("the trade name"),
            "field": self.env._("the field of work or the members"),
            "form": self.env._("the form of organization"),
        }
        wanted = [part for part in labels if part != "trade" or kind.has_trade_name]
        missing = [
            label
            for part, label in labels.items()
            if part in wanted
            if not (parts.get(part) or "").strip()
        ]
        if missing:
            yield NameProblem(
                "error",
                "missing_part",
                self.env._("The name lacks %(parts)s.", parts="、".join(missing)),
            )
        if (parts.get("trade") or "").strip() and not kind.has_trade_name:
            yield NameProblem(
                "warning",
                "trade_name",
                self.env._("Names of a %(kind)s have no trade name.", kind=kind.name),
            )
        yield from self._place_problems(parts)
        forms = self.env["civil.social.name.form"]._of(kind)
        form = (parts.get("form") or "").strip()
        if form and not any(form.endswith(word) for word in forms):
            yield NameProblem(
                "error",
                "form",
                self.env._(
                    "“%(form)s” is no form of a %(kind)s; it may end with %(forms)s.",
                    form=form,
                    kind=kind.name,
                    forms="、".join(forms),
                ),
            )

    def _place_problems(self, parts):
        place = (parts.get("division") or "").strip()
        if not place:
            return
        # Divisions are no secret.
        divisions = self.env["civil.division"].sudo()
        if not divisions.search_count([("name", "=", place)], limit=1):
            yield NameProblem(
                "error",
                "division",
                self.env._(
                    "“%(place)s” is no division on record: the name begins with the "
                    "division of the registrar.",
                    place=place,
                ),
            )

    # -- words -------------------------------------------------------------------

    def _word_problems(self, kind, name, on):
        words = self.env["civil.social.name.word"].search(
            Domain("date_from", "<=", on)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", on))
            & (Domain("kind_ids", "=", False) | Domain("kind_ids", "in", kind.ids))
        )
        for word in words:
            if word.word in name:
                yield NameProblem(
                    word.level,
                    "reserved_word",
                    self.env._(
                        "“%(word)s”: %(reason)s", word=word.word, reason=word.reason
                    ),
                )

    # -- names of others ---------------------------------------------------------

    def _taken_problems(self, kind, name, on, org):
        key = name_key(name)
        for other, other_kind in self._borne(org):
            if name_key(other) != key:
                continue
            level = "error" if other_kind == kind.id else "warning"
            yield NameProblem(
                level,
                "taken",
                self.env._(
                    "There is an organization with the name %(name)s.", name=other
                ),
            )
        formers = self.env["civil.social.name.former"].sudo()
        for former in formers.search(
            Domain("name_key", "=", key)
            & Domain("date", "<=", on)
            & Domain("blocked_until", ">=", on)
        ):
            if org and former.org_id == org:
                continue
            yield NameProblem(
                "error",
                "given_up",
                self.env._(
                    "The name was given up on %(date)s and is blocked until %(until)s.",
                    date=former.date,
                    until=former.blocked_until,
                ),
            )

    def _similar_problems(self, kind, name, on, org):
        limit = float(self.env["civil.parameter"]._get("social.name_similarity", on))
        places, forms = self._strippable(kind)
        own, key = core(name, places, forms), name_key(name)
        found = []
        for other, other_kind in self._borne(org):
            if other_kind != kind.id or name_key(other) == key:
                continue
            alike = similarity(own, core(other, places, forms))
            if alike >= limit:
                found.append((alike, other))
        for alike, other in sorted(found, reverse=True)[:_NAMED]:
            yield NameProblem(
                "warning",
                "similar",
                self.env._(
                    "It is %(percent)s percent like %(name)s: judge whether people "
                    "would take one for the other.",
                    percent=round(alike * 100),
                    name=other,
                ),
            )

    def _strippable(self, kind):
        divisions = self.env["civil.division"].sudo().search([]).mapped("name")
        places = sorted(set(map(name_key, divisions)), key=len, reverse=True)
        return places, self.env["civil.social.name.form"]._of(kind)

    def _borne(self, org):
        """``[(name, id of the kind)]`` of the organizations that exist, but ``org``."""
        self.env["civil.organization"].flush_model(["name"])
        self.env["civil.social.org"].flush_model(["state", "kind_id"])
        return self.env.execute_query(
            SQL(
                """
                SELECT parent.name, org.kind_id
                  FROM civil_social_org org
                  JOIN civil_organization parent ON parent.id = org.organization_id
                 WHERE org.id != %s
                   AND org.state IN ('normal', 'suspended', 'deregistering')
                """,
                org.id if org else 0,
            )
        )
