"""Support services as the Open Referral UK profile (HSDS 3) describes them: pure rules, no Django."""
