'use strict';

require('./backend').start(1, 9001);
