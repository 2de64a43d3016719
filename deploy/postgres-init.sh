#!/bin/sh
# A user of Kith's own, who is held to row policies: the administrator is not, and Kith refuses to work as one.
set -e
psql -v ON_ERROR_STOP=1 -U postgres --set password="$KITH_PASSWORD" --set name="$KITH_DATABASE" <<'SQL'
create role kith login password :'password';
create database :"name" owner kith;
SQL
