from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import HEAD
from .civil_social_consequence_rule import MEASURES


class CivilSocialConsequence(models.Model):
    """What is proposed to follow from an inspection (年检后果建议).

    The head accepts it, which hands it to enforcement as a clue or prepares the entry
    in the list of abnormal activities; or drops it with a reason. Nothing follows by
    itself: hearing and notice have their own procedure.
    """

    _name = "civil.social.consequence"
    _description = "Consequence of an Inspection"
    _inherit = [
        "civil.workflow.mixin",
        "civil.division.mixin",
        "mail.thread",
    ]
    _order = "state, year desc, id"
    _rec_name = "org_id"
    _guarded = ("reason", "clue_id", "listing_id")
    _transitions = (
        Transition(
            "proposed", "accepted", group=HEAD, effect="_carry_on", stamp="done"
        ),
        Transition("proposed", "dropped", group=HEAD, stamp="done"),
    )

    report_id = fields.Many2one(
        "civil.social.report", required=True, index=True, ondelete="restrict"
    )
    inspection_id = fields.Many2one(
        related="report_id.inspection_id", store=True, index=True
    )
    org_id = fields.Many2one(
        "civil.social.org",
        string="Organization",
        required=True,
        index=True,
        ondelete="restrict",
    )
    year = fields.Integer(string="Report Year", required=True, aggregator=None)
    rule_id = fields.Many2one(
        "civil.social.consequence.rule", required=True, ondelete="restrict"
    )
    measure = fields.Selection(MEASURES, required=True, readonly=True, index=True)
    facts = fields.Char(compute="_compute_facts")
    state = fields.Selection(
        [("proposed", "Proposed"), ("accepted", "Accepted"), ("dropped", "Dropped")],
        default="proposed",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    reason = fields.Char(readonly=True)
    done_uid = fields.Many2one("res.users", "Decided By", readonly=True)
    done_date = fields.Datetime("Decided On", readonly=True)
    clue_id = fields.Many2one(
        "civil.enforcement.clue", readonly=True, ondelete="set null"
    )
    listing_id = fields.Many2one(
        "civil.social.listing", string="List Entry", readonly=True, ondelete="set null"
    )

    _once = models.UniqueIndex(
        "(report_id, rule_id)", "This consequence was proposed already."
    )

    @api.depends("rule_id", "year", "org_id")
    @api.depends_context("lang")
    def _compute_facts(self):
        for consequence in self:
            rule = consequence.rule_id
            consequence.facts = self.env._(
                "%(rule)s (report year %(year)s; %(basis)s)",
                rule=rule.name,
                year=consequence.year,
                basis=rule.legal_basis,
            )

    @api.model
    def _propose_for(self, inspection):
        """Propose what follows from the conclusions of an inspection, by sets.

        Of warning and annulment the one for more years in a row is proposed.
        """
        occasion = SQL("rule.occasion = r.conclusion AND r.published_on IS NOT NULL")
        return self._insert(SQL("%s AND r.inspection_id = %s", occasion, inspection.id))

    @api.model
    def _for_failed(self, rectifications):
        """Propose what follows when a rectification failed."""
        return self._insert(
            SQL(
                "rule.occasion = 'failed' AND r.id = ANY(%s)",
                rectifications.report_id.ids,
            )
        )

    @api.model
    def _insert(self, where):
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO civil_social_consequence (
                    report_id, inspection_id, org_id, year, division_id, town_id,
                    rule_id, measure, state, create_uid, create_date, write_uid,
                    write_date
                )
                SELECT DISTINCT ON (r.id, rule.measure = 'abnormal')
                       r.id, r.inspection_id, r.org_id, r.year, r.division_id,
                       r.town_id, rule.id, rule.measure, 'proposed', %(uid)s, %(now)s,
                       %(uid)s, %(now)s
                  FROM civil_social_report r
                  JOIN civil_social_consequence_rule rule
                    ON rule.year_from <= r.year
                   AND COALESCE(NULLIF(rule.year_to, 0), 9999) >= r.year
                 WHERE %(where)s
                   AND (NOT EXISTS (
                           SELECT FROM %(rel)s k WHERE k.rule = rule.id)
                        OR EXISTS (
                           SELECT FROM %(rel)s k WHERE k.rule = rule.id
                              AND k.kind = r.kind_id))
                   AND (rule.occasion = 'failed' OR rule.years_in_row = (
                           SELECT count(*) FROM civil_social_org_result x
                            WHERE x.org_id = r.org_id
                              AND x.conclusion = rule.occasion
                              AND x.year BETWEEN r.year - rule.years_in_row + 1
                                             AND r.year))
                 ORDER BY r.id, rule.measure = 'abnormal', rule.years_in_row DESC,
                          rule.sequence
                ON CONFLICT (report_id, rule_id) DO NOTHING RETURNING id
                """,
                where=where,
                rel=self._kinds_of_rules(),
                uid=self.env.uid,
                now=fields.Datetime.now(),
            )
        )
        self.invalidate_model()
        found = self.browse([row[0] for row in rows])
        found.inspection_id._sync_todos()
        return found

    @api.model
    def _kinds_of_rules(self):
        """SQL: pairs of rule and kind, as ``rule`` and ``kind``."""
        field = self.env["civil.social.consequence.rule"]._fields["kind_ids"]
        return SQL(
            "(SELECT %s AS rule, %s AS kind FROM %s)",
            SQL.identifier(field.column1),
            SQL.identifier(field.column2),
            SQL.identifier(field.relation),
        )

    # -- buttons -----------------------------------------------------------------

    def action_accept(self):
        """Hand the consequences on: to enforcement, or to the list."""
        self._transition("accepted")
        self.inspection_id._sync_todos()

    def action_drop(self, reason=None):
        """Let nothing follow, for a reason.

        :param str reason: why
        """
        if not (reason or "").strip():
            return self.env["civil.case.reason"]._open(
                self, "action_drop", self.env._("Drop")
            )
        self._transition("dropped")
        self._write_guarded({"reason": reason.strip()})
        self.inspection_id._sync_todos()
        return True

    def _carry_on(self):
        for consequence in self:
            if consequence.measure == "abnormal":
                listing = self.env["civil.social.listing"].create(
                    consequence._listing_values()
                )
                consequence._write_guarded({"listing_id": listing.id})
            else:
                clue = self.env["civil.enforcement.clue"].create(
                    consequence._clue_values()
                )
                consequence._write_guarded({"clue_id": clue.id})

    def _listing_values(self):
        return {
            "org_id": self.org_id.id,
            "kind": "abnormal",
            "ground_id": self.rule_id.listing_ground_id.id,
            "facts": self.facts,
        }

    def _clue_values(self):
        return {
            "source": "inspection",
            "summary": self.facts,
            "deed_date": self.report_id.inspection_id.registrar_due,
            "party_type": "organization",
            "organization_id": self.org_id.organization_id.id,
            "party_text": self.report_id.name,
            "division_id": self.division_id.id,
            "offence_id": self.rule_id.offence_id.id,
        }

    def action_open_next(self):
        """Open what the single consequence became."""
        self.ensure_one()
        record = self.clue_id or self.listing_id
        record.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
