'use strict';

require('./backend').start(3, 9003);
