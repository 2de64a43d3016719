// What nobody needs who takes chats: one file, loaded when one of them is opened.
import './account.ts';
import './audit.ts';
import './people.ts';
import './reports.ts';
import './reviews.ts';
